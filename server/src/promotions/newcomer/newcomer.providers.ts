import { NewcomerStatus } from '../campaigns/audience.js';
import { AddressExceptions } from './address-exceptions.js';
import { NewcomerClaims } from './newcomer-claims.service.js';
import { NewcomerPack } from './newcomer-pack.js';
import { FirstOrderStatus } from './newcomer-status.js';
import { NewcomerZones } from './newcomer-zone.service.js';
import { NewcomerKind } from './newcomer.kind.js';
import { NewcomerOpsController } from './newcomer.ops.controller.js';
import { NewcomerShopController } from './newcomer.shop.controller.js';

/** Everything of the newcomer kind. */
export const NEWCOMER_PROVIDERS = [
  AddressExceptions,
  FirstOrderStatus,
  { provide: NewcomerStatus, useExisting: FirstOrderStatus },
  NewcomerClaims,
  NewcomerKind,
  NewcomerPack,
  NewcomerZones,
];
export const NEWCOMER_CONTROLLERS = [NewcomerShopController, NewcomerOpsController];
