import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { propertiesOf, type Resource, type Resources } from '../assembly/resources.ts';

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const Projection = z.looseObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const Index = z.looseObject({ IndexName: z.string(), KeySchema, Projection });

/**
 * Properties of a table that readers and writers can observe. The others (backups, encryption, tags …) matter to AWS
 * only.
 */
const TableProperties = z.looseObject({
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema,
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  TimeToLiveSpecification: z.looseObject({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  StreamSpecification: z.undefined('streams are not delivered here').optional(),
});

const indexes = (
  given: readonly z.output<typeof Index>[] | undefined,
):
  | { IndexName: string; KeySchema: z.output<typeof KeySchema>; Projection: z.output<typeof Projection> }[]
  | undefined =>
  given?.map((index) => ({ IndexName: index.IndexName, KeySchema: index.KeySchema, Projection: index.Projection }));

const createTable = async (client: DynamoDBClient, resource: Resource): Promise<void> => {
  const properties = propertiesOf(resource, TableProperties);
  try {
    await client.send(
      new CreateTableCommand({
        TableName: resource.name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: properties.AttributeDefinitions,
        KeySchema: properties.KeySchema,
        GlobalSecondaryIndexes: indexes(properties.GlobalSecondaryIndexes),
        LocalSecondaryIndexes: indexes(properties.LocalSecondaryIndexes),
      }),
    );
  } catch (error) {
    if (error instanceof ResourceInUseException) return; // It exists from an earlier start with the same data.
    throw error;
  }
  const ttl = properties.TimeToLiveSpecification;
  if (ttl === undefined) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: resource.name,
      TimeToLiveSpecification: { AttributeName: ttl.AttributeName, Enabled: ttl.Enabled },
    }),
  );
};

/** Creates every table of the templates that does not exist yet. */
export const createTables = async (resources: Resources, endpoint: string, region: string): Promise<void> => {
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { requestTimeout: 10_000, connectionTimeout: 2_000, throwOnRequestTimeout: true },
  });
  try {
    for (const table of resources.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
      await createTable(client, table);
    }
  } finally {
    client.destroy();
  }
};
