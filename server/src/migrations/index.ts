import type { Migration } from './migration.js';
import { catalog } from './0004-catalog.js';
import { orders } from './0005-orders.js';
import { platform } from './0001-platform.js';

/** In the order they run. A new one is added at the end; a landed one never changes. */
export const migrations: readonly Migration[] = [platform, catalog, orders];
