import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import type { NodeFunction } from './node-function.ts';

/** What a token's `scope` may say. */
export type Role = 'reporting-entity' | 'analyst' | 'approver' | 'recipient' | 'auditor';

type Method = 'GET' | 'POST' | 'DELETE';
export type Route = `${Method} /${string}`;

export type GuardedApiProps = Foundation & {
  /** The OpenID issuer whose tokens are believed. */
  readonly issuer: string;
  /** What a token's `aud` must be. */
  readonly audience: string;
};

/**
 * The door. A route is open to the roles it names and to nobody else; the log says which route was
 * used and how it went, not by whom or about what.
 */
export class GuardedApi extends Construct {
  readonly url: string;
  readonly #api: HttpApi;
  readonly #authorizer: IHttpRouteAuthorizer;
  readonly #integrations = new Map<NodeFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, props: GuardedApiProps) {
    super(scope, id);
    this.#authorizer = new HttpJwtAuthorizer('Token', props.issuer, {
      jwtAudience: [props.audience],
    });
    this.#api = new HttpApi(this, 'Api', { createDefaultStage: false });
    this.url = this.#api.apiEndpoint;

    const accessLog = new LogGroup(this, 'AccessLog', {
      encryptionKey: props.key,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(impersonalAccess)),
      },
    });
    props.alarms.hearOf(
      stage
        .metricServerError({ period: Duration.minutes(5), statistic: 'Sum' })
        .createAlarm(this, 'Failing', {
          threshold: 1,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
          alarmDescription: 'The API answered a request with a server error.',
        }),
    );
  }

  /** Opens `routes` to whoever holds one of `roles`. */
  guard(handler: NodeFunction, roles: readonly [Role, ...Role[]], ...routes: Route[]): void {
    for (const route of routes) this.add(handler, route, this.#authorizer, [...roles]);
  }

  /** Opens `routes` to everybody, for a stated reason. */
  open(handler: NodeFunction, reason: string, ...routes: Route[]): void {
    for (const route of routes) {
      for (const added of this.add(handler, route, new HttpNoneAuthorizer(), [])) {
        Validations.of(added).acknowledge({ id: 'AwsSolutions::AwsSolutions-APIG4', reason });
      }
    }
  }

  private add(
    handler: NodeFunction,
    route: Route,
    authorizer: IHttpRouteAuthorizer,
    authorizationScopes: string[],
  ) {
    const [method, path] = route.split(' ') as [Method, string];
    return this.#api.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration: this.integrationOf(handler),
      authorizer,
      ...(authorizationScopes.length > 0 ? { authorizationScopes } : {}),
    });
  }

  private integrationOf(handler: NodeFunction): HttpLambdaIntegration {
    const known = this.#integrations.get(handler);
    if (known) return known;
    const integration = new HttpLambdaIntegration(handler.name, handler);
    this.#integrations.set(handler, integration);
    return integration;
  }
}

/** `routeKey` is the route's template: the identifiers in a path stay out, as do claims and addresses. */
const impersonalAccess = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationLatency: '$context.integrationLatency',
};
