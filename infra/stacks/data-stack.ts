import { CfnOutput, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { OwnKey } from '#shared/contract/function-contract.ts';
import { tableShape } from '#shared/store/table-shape.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { userPool } from '../constructs/cognito-pool.ts';
import { StageLogs } from '../constructs/stage-logs.ts';
import type { Parts } from '../discover.ts';
import type { SignIn } from '../environment-values.ts';
import { type Names, pascal } from '../names.ts';
import { removalPolicyOf } from '../removal-policy.ts';
import type { StageSettings } from '../settings.ts';
import { outputNames } from '../sign-in-addresses.ts';

interface DataStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly names: Names;
  readonly parts: Parts;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * The resources that hold data: our keys, the logs, the table, the user pool. What refuses to be deleted is created
 * last, so that a first deployment that fails before leaves nothing behind.
 */
export class DataStack extends Stack {
  readonly signIn: SignIn | undefined;

  constructor(scope: Construct, id: string, { settings, names, parts, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = removalPolicyOf(settings);

    const keys = this.#keys(names, removalPolicy);
    const logs = new StageLogs(this, 'Logs', { settings, names, parts });
    const anchors = new LogGroup(this, 'AuditAnchors', {
      logGroupName: names.auditAnchors,
      retention: RetentionDays.TEN_YEARS,
      removalPolicy,
    });
    const table = this.#table(settings, names, removalPolicy);
    table.node.addDependency(...keys, logs, anchors);
    const { issuer } = settings;
    if (issuer.from === 'cognito') this.signIn = userPool(this, { issuer, settings, names, after: table });
    else this.#foreignIssuer(settings);
  }

  #table(settings: StageSettings, names: Names, removalPolicy: RemovalPolicy): Table {
    const table = new Table(this, 'Table', {
      tableName: names.table,
      partitionKey: text(tableShape.partitionKey),
      sortKey: text(tableShape.sortKey),
      timeToLiveAttribute: tableShape.ttl,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.keepsData,
      removalPolicy,
    });
    table.addGlobalSecondaryIndex({
      indexName: tableShape.worstFirst.indexName,
      partitionKey: text(tableShape.worstFirst.partitionKey),
      sortKey: text(tableShape.worstFirst.sortKey),
      projectionType: ProjectionType.ALL,
    });
    return table;
  }

  #keys(names: Names, removalPolicy: RemovalPolicy): Secret[] {
    const ownKey = (key: OwnKey, description: string, whyNotRotated: string): Secret => {
      const secret = new Secret(this, `${pascal(key)}Key`, {
        secretName: names.key(key),
        description,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        removalPolicy,
      });
      acknowledge(secret, 'AwsSolutions-SMG4', whyNotRotated);
      return secret;
    };
    return [
      ownKey(
        'cursor',
        'Signs the cursors of lists',
        'A cursor is valid for minutes; a new key only sends readers back to the first page. Rotated by hand, see the runbook.',
      ),
      ownKey(
        'audit-anchor',
        'Signs the heads of audit logs',
        'With another key the existing anchors could no longer be verified. It only signs and protects no secret.',
      ),
      ownKey(
        'consent',
        'Signs the state of consent links',
        'A link is valid for 15 minutes; after a rotation, links must be created again. Rotated by hand.',
      ),
    ];
  }

  /** The stage `local` has no outputs: `npm start` writes its addresses to the session file. */
  #foreignIssuer({ issuer }: StageSettings): void {
    if (issuer.from !== 'url') return;
    new CfnOutput(this, outputNames.issuer, { value: issuer.url, description: 'Issuer of the tokens' });
    new CfnOutput(this, outputNames.clientId, {
      value: issuer.clients.commandLine,
      description: 'Client of the command line: npm run sign-in',
    });
  }
}
