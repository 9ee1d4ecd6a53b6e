import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { createConnection } from './create-connection.ts';
import { deleteConnection } from './delete-connection.ts';
import { getConnection } from './get-connection.ts';
import { listConnections } from './list-connections.ts';
import { rotateCredential } from './rotate-credential.ts';
import { updateConnection } from './update-connection.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, {
  listConnections,
  createConnection,
  getConnection,
  updateConnection,
  deleteConnection,
  rotateCredential,
});
