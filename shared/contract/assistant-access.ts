/** The resource server of the user pool and its one scope, which an assistant's client may request. */
export const assistantResource = { identifier: 'vectis', scope: 'tools' } as const;

/** As it stands in the `scope` of an access token. */
export const assistantScope = `${assistantResource.identifier}/${assistantResource.scope}`;

/** The only route that takes an access token of an assistant. */
export const assistantRoute = 'POST /v1/mcp';
