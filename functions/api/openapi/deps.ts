export interface Deps {
  readonly document: { readonly openapi: string };
}
