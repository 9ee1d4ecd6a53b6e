import { hasPlan } from '#local/microsoft/simulated-skus.ts';
import type { NamedLocation } from '../../named-location.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';

const rangeType = (range: string): string => (range.includes(':') ? 'iPv6CidrRange' : 'iPv4CidrRange');

/** The properties of its own type. */
const propertiesOf = (location: NamedLocation): Record<string, unknown> => {
  const { id: _id, displayName: _displayName, type: _type, ...own } = location;
  if (!('ranges' in own)) return own;
  const ipRanges = own.ranges.map((range) => ({
    '@odata.type': `#microsoft.graph.${rangeType(range)}`,
    cidrAddress: range,
  }));
  return { isTrusted: own.isTrusted, ipRanges };
};

const locationEntity: Entity<NamedLocation> = {
  type: 'microsoft.graph.namedLocation',
  properties: {
    '@odata.type': ({ type }) => `#microsoft.graph.${type}`,
    id: ({ id }) => id,
    displayName: ({ displayName }) => displayName,
    createdDateTime: () => '2025-03-03T09:12:44.1170532Z',
    modifiedDateTime: () => '2025-03-03T09:12:44.1170532Z',
    isTrusted: (location) => propertiesOf(location)['isTrusted'],
    ipRanges: (location) => propertiesOf(location)['ipRanges'],
    countriesAndRegions: (location) => propertiesOf(location)['countriesAndRegions'],
    includeUnknownCountriesAndRegions: (location) => propertiesOf(location)['includeUnknownCountriesAndRegions'],
    countryLookupMethod: (location) => propertiesOf(location)['countryLookupMethod'],
  },
};

/** https://learn.microsoft.com/graph/api/conditionalaccessroot-list-namedlocations */
export const namedLocations: Resource = {
  template: '/identity/conditionalAccess/namedLocations',
  service: 'conditional-access',
  scopes: ['Policy.Read.All', 'Policy.Read.ConditionalAccess'],
  refusal: 'policies',
  answer: (call) =>
    answerCollection(call, {
      entity: locationEntity,
      items: hasPlan(call.tenant, 'AAD_PREMIUM') ? call.tenant.namedLocations : [],
      context: 'identity/conditionalAccess/namedLocations',
      options: ['$filter', '$top', '$skip', '$count', '$orderby'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['displayName', 'id'],
      orderable: ['displayName'],
    }),
};
