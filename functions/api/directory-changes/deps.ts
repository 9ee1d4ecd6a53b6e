import type { Cursors } from '#shared/api/cursor.ts';
import type { JudgedViewPorts } from '#shared/views/read-view.ts';

export interface Deps extends JudgedViewPorts {
  readonly cursors: Cursors;
}
