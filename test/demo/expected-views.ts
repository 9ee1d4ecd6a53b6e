// biome-ignore lint/suspicious/noExplicitAny: what the API answers is compared with the table below, field by field
type Answer = any;
type Get = (path: string) => Promise<Answer>;

/**
 * The numbers that a reader counts in `local/demo/book`, one row a customer. Administrators: permanent, until a date,
 * activated, eligible; Global Administrators; guests, disabled and synchronized ones; emergency accounts. Threats:
 * forwarding rules, hiding rules, alerts, people at risk. Incidents and advisories. With whom files may be shared.
 * Devices, and how many of them are compliant. Changes of the week, and how many of them are risky. `-` is null.
 */
export const expectedViewLines = `
Marlowe Dental Care        | 2 0 0 0 / 2 / 0 0 0 / 0 | 1 0 1 - | 1 0 | anyone                  | 10 8  | 0 0
Osprey Catering            | 3 0 0 0 / 3 / 0 0 0 / 0 | 0 0 - - | 0 0 | new-and-existing-guests | - -   | 0 0
Linden Community Clinic    | 2 0 0 0 / 2 / 0 0 0 / 0 | 0 0 - - | 0 0 | existing-guests         | - -   | 0 0
Bryn & Tolley Legal        | 2 0 0 0 / 2 / 0 0 0 / 0 | 0 1 0 - | 1 0 | anyone                  | 14 14 | 0 0
Calder Logistics           | 3 0 0 0 / 3 / 0 0 1 / 0 | 0 0 0 - | 1 0 | existing-guests         | 20 20 | 1 1
Fennimore Architects       | 2 0 0 0 / 2 / 0 0 0 / 0 | - - - - | - - | -                       | - -   | - -
Harrow & Finch Accounting  | 9 0 0 1 / 9 / 0 0 0 / 0 | 0 0 0 1 | 0 0 | anyone                  | 16 15 | 3 2
Tidewater Motors           | 3 0 0 0 / 1 / 0 0 0 / 0 | 1 0 0 - | 0 0 | existing-guests         | 13 13 | 0 0
Stonebridge Foods          | 4 0 0 0 / 4 / 0 0 0 / 0 | 0 0 - - | 0 1 | existing-guests         | 18 18 | 0 0
Kestrel Freight            | - - - - / - / - - - / 0 | - - - - | - - | -                       | - -   | - -
Aldergate Pharmacy         | 2 0 0 2 / 2 / 0 0 0 / 2 | 0 0 0 0 | 0 0 | existing-guests         | 24 24 | 0 0
Northgate IT (own company) | 2 0 0 0 / 2 / 0 0 0 / 0 | 0 0 0 - | 0 1 | existing-guests         | 8 8   | 0 0
`;

const shown = (value: number | string | null | undefined): string => String(value ?? '-');

/** The same row from the views of a customer. */
export const expectedViews = async (get: Get, name: string, customerId: string): Promise<readonly string[]> => {
  const view = (which: string) => get(`/v1/customers/${customerId}/${which}`);
  const [admins, threats, health, sharing, devices, changes] = await Promise.all(
    ['admins', 'threats', 'service-health', 'sharing', 'devices', 'directory-changes'].map(view),
  );
  const { counts } = admins;
  return [
    name,
    [
      [counts?.permanent, counts?.timeBound, counts?.activated, counts?.eligible].map(shown).join(' '),
      shown(counts?.globalAdministrators),
      [counts?.guests, counts?.disabled, counts?.synced].map(shown).join(' '),
      String(admins.breakGlass.length),
    ].join(' / '),
    [threats.forwardingRules, threats.hidingRules, threats.alerts, threats.riskyUsers]
      .map(({ total }: Answer) => shown(total))
      .join(' '),
    [health.counts.incidents, health.counts.advisories].map(shown).join(' '),
    shown(sharing.sharing),
    [devices.counts?.devices, devices.counts?.compliant].map(shown).join(' '),
    [changes.counts.total, changes.counts.risky].map(shown).join(' '),
  ];
};
