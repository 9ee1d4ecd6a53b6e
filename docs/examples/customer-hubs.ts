// Prints the customer page of every customer of the MSP, in the words of the API.
//   VECTIS_URL=http://127.0.0.1:… VECTIS_TOKEN=… node docs/examples/customer-hubs.ts
import { data, everyItem, vectisClient } from '#client/index.ts';

const vectis = vectisClient({
  baseUrl: process.env['VECTIS_URL'] ?? '',
  token: process.env['VECTIS_TOKEN'] ?? '',
});

const line = (text = ''): void => void process.stdout.write(`${text}\n`);

for await (const { customerId } of everyItem(vectis, '/v1/customers')) {
  const hub = await data(vectis.GET('/v1/customers/{customerId}/hub', { params: { path: { customerId } } }));
  line(`# ${hub.name}`);
  for (const { tenantName, credential } of hub.connections) line(`${tenantName}: credential ${credential.state}`);
  for (const [severity, count] of Object.entries(hub.findings.open)) line(`${severity}: ${count}`);
  for (const { problem, summary, action } of hub.findings.worst) line(`- ${problem}: ${summary} ${action.text}`);
  for (const reason of hub.mfa.badgeReasons) line(`MFA ${hub.mfa.badge}: ${reason}`);
  for (const { title, points } of hub.secureScore.actions) line(`Secure Score +${points}: ${title}`);
  for (const { story } of hub.drift.stories) line(story);
  for (const { summary } of hub.directoryChanges.items) line(summary);
  for (const [card, { surfaces }] of cardsOf(hub))
    for (const { message } of Object.values(surfaces)) if (message !== undefined) line(`${card}: ${message}`);
  line();
}

/** The cards, each with the state of what it was made from. */
function cardsOf(hub: object): [string, { surfaces: Record<string, { message?: string }> }][] {
  return Object.entries(hub).filter(([, card]) => typeof card === 'object' && card !== null && 'surfaces' in card);
}
