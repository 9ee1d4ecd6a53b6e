import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { deletePublisherApp } from './delete-publisher-app.ts';
import { getPublisherApp } from './get-publisher-app.ts';
import { putPublisherApp } from './put-publisher-app.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getPublisherApp, putPublisherApp, deletePublisherApp });
