import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { OwnKey } from '#shared/contract/function-contract.ts';
import { tableShape } from '#shared/store/table-shape.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { SignIn } from '../environment-values.ts';
import { type Names, pascal } from '../names.ts';
import type { StageSettings } from '../settings.ts';

interface DataStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly names: Names;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The resources that hold data: the table, our keys, the user pool. */
export class DataStack extends Stack {
  readonly signIn: SignIn | undefined;

  constructor(scope: Construct, id: string, { settings, names, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

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

    const ownKey = (key: OwnKey, description: string, whyNotRotated: string): void => {
      const secret = new Secret(this, `${pascal(key)}Key`, {
        secretName: names.key(key),
        description,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        removalPolicy,
      });
      acknowledge(secret, 'AwsSolutions-SMG4', whyNotRotated);
    };
    ownKey(
      'cursor',
      'Signs the cursors of lists',
      'A cursor is valid for minutes; a new key only sends readers back to the first page. Rotated by hand, see the runbook.',
    );
    ownKey(
      'audit-anchor',
      'Signs the heads of audit logs',
      'With another key the existing anchors could no longer be verified. It only signs and protects no secret.',
    );
    ownKey(
      'consent',
      'Signs the state of consent links',
      'A link is valid for 15 minutes; after a rotation, links must be created again. Rotated by hand.',
    );
    new LogGroup(this, 'AuditAnchors', {
      logGroupName: names.auditAnchors,
      retention: RetentionDays.TEN_YEARS,
      removalPolicy,
    });

    if (settings.issuer.from === 'cognito') this.signIn = this.#people(names, removalPolicy);
  }

  #people(names: Names, removalPolicy: RemovalPolicy): SignIn {
    const pool = new UserPool(this, 'People', {
      userPoolName: names.resource('people'),
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
    acknowledge(
      pool,
      'AwsSolutions-COG3',
      'Threat protection needs the paid Plus plan, which is up to the operator; MFA is required for all users.',
    );
    acknowledge(pool, 'AwsSolutions-COG8', 'The paid Plus plan is up to the operator; MFA is required for all users.');
    const client = new UserPoolClient(this, 'WebClient', {
      userPool: pool,
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
    });
    return {
      userPoolId: pool.userPoolId,
      userPoolArn: pool.userPoolArn,
      issuer: pool.userPoolProviderUrl,
      audience: client.userPoolClientId,
    };
  }
}
