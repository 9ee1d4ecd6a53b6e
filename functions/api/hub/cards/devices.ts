import { DevicesView } from '#shared/views/devices/shape.ts';
import { devicesSurfaces, devicesView } from '#shared/views/devices/view.ts';
import { hubCard } from '../card.ts';

export const devices = hubCard({
  surfaceIds: devicesSurfaces,
  shape: DevicesView.pick({ counts: true, compliantPercent: true }),
  make: (of) => {
    const { counts, compliantPercent } = devicesView(of);
    return { counts, compliantPercent };
  },
});
