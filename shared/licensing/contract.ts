/** What the MSP bills a customer for, by SKU. */
export interface Contract {
  readonly seats: readonly { readonly skuId: string; readonly seats: number }[];
}
