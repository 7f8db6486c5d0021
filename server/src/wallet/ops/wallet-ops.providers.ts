import { Adjustments } from './adjustments.service.js';
import { CustodyReport } from './custody-report.js';
import { OpsRecharges } from './ops-recharges.service.js';
import { RechargesOpsController } from './recharges.ops.controller.js';
import { WalletOpsController } from './wallet.ops.controller.js';
import { WalletsOpsController } from './wallets.ops.controller.js';

/** What operators do with stored value. */
export const WALLET_OPS_PROVIDERS = [Adjustments, CustodyReport, OpsRecharges];
export const WALLET_OPS_CONTROLLERS = [
  WalletOpsController,
  WalletsOpsController,
  RechargesOpsController,
];
