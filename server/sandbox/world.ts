import type { SandboxClock } from './clock.js';
import type { Journal } from './durable/journal.js';
import type { Credentials } from './keys/credentials.js';
import type { Keyring } from './keys/keyring.js';
import type { Notifier } from './notify/notifier.js';
import type { SwitchBoard } from './switches.js';
import type { Tables } from './tables.js';

/** Everything a request can touch. Keys are replaced as a whole when a certificate is rotated. */
export interface World {
  readonly dir: string;
  readonly clock: SandboxClock;
  readonly journal: Journal;
  readonly tables: Tables;
  readonly board: SwitchBoard;
  readonly notifier: Notifier;
  credentials: Credentials;
  keys: Keyring;
}
