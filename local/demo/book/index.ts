import { aldergatePharmacy } from './aldergate-pharmacy.ts';
import { brynAndTolley } from './bryn-and-tolley.ts';
import { calderLogistics } from './calder-logistics.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { fennimoreArchitects } from './fennimore-architects.ts';
import { generatedCustomers } from './generated-customers.ts';
import { harrowAndFinch } from './harrow-and-finch.ts';
import { kestrelFreight } from './kestrel-freight.ts';
import { lindenClinic } from './linden-clinic.ts';
import { marloweDental } from './marlowe-dental.ts';
import { northgateIt } from './northgate-it.ts';
import { ospreyCatering } from './osprey-catering.ts';
import { stonebridgeFoods } from './stonebridge-foods.ts';
import { tidewaterMotors } from './tidewater-motors.ts';

const customersOfTheMsp = [
  marloweDental,
  ospreyCatering,
  lindenClinic,
  brynAndTolley,
  calderLogistics,
  fennimoreArchitects,
  harrowAndFinch,
  tidewaterMotors,
  stonebridgeFoods,
  kestrelFreight,
  aldergatePharmacy,
];

/** How many customers the demo has unless more are asked for. */
export const demoSize = 12;

/**
 * The customers of the demo MSP: eleven companies, most with a problem each, the MSP itself as the twelfth, and
 * generated ones beyond that. Each file states the expected numbers of its tenant.
 */
export const demoBook = (now: Date, size: number = demoSize): readonly DemoCustomer[] => {
  const others = customersOfTheMsp.map((make) => make(now));
  const dozen = [...others, northgateIt(now, others)];
  return [...dozen.slice(0, size), ...generatedCustomers(now, Math.max(0, size - dozen.length))];
};
