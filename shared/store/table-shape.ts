/** Names that CDK and the stores share. */
export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Whole seconds since the epoch. DynamoDB deletes late, so every reader filters by it too. */
  ttl: 'expiresAtSeconds',
  worstFirst: { indexName: 'worst-first', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
} as const;
