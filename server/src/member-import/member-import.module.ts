import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { PointsModule } from '../membership/points/points.module.js';
import { WalletModule } from '../wallet/wallet.module.js';
import { AskToClaim } from './ask-to-claim.js';
import { ClaimImported } from './claim-imported.service.js';
import { ImportMembers } from './import-members.service.js';
import { ImportedMembers } from './imported-members.service.js';
import { MemberExport } from './member-export.js';
import { MemberFilesOpsController } from './member-files.ops.controller.js';
import { MemberImportPersonalData } from './member-import.personal.js';
import { MemberNumbers } from './member-numbers.js';
import { MemberImportRuns } from './member-import-runs.service.js';

/** Members of another system, brought in with what they own, and all members as a file. */
@Module({
  imports: [IdentityModule, LedgerModule, MembershipModule, PointsModule, WalletModule],
  controllers: [MemberFilesOpsController],
  providers: [
    MemberImportRuns,
    ImportMembers,
    AskToClaim,
    ClaimImported,
    ImportedMembers,
    MemberExport,
    MemberImportPersonalData,
    MemberNumbers,
  ],
  exports: [MemberNumbers],
})
export class MemberImportModule {}
