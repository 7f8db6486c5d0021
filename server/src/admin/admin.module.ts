import { Global, Module } from '@nestjs/common';
import { OperatorAccess } from '../platform/access.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { AdminPersonalData } from './admin.personal.js';
import { AuditLog } from './audit-log.js';
import { AuditLogOpsController } from './audit-log.ops.controller.js';
import { ApprovalsOpsController } from './approvals/approvals.ops.controller.js';
import { Approvals } from './approvals/approvals.service.js';
import { OperatorLoginOpsController } from './operator-login.ops.controller.js';
import { OperatorLoginService } from './operator-login.service.js';
import { OperatorSessions } from './operator-sessions.js';
import { OperatorsOpsController } from './operators.ops.controller.js';
import { Operators } from './operators.service.js';
import { RolesOpsController } from './roles.ops.controller.js';
import { Roles } from './roles.service.js';

/** Operators, roles, audit log: nothing else. Global, because every write of theirs is logged. */
@Global()
@Module({
  controllers: [
    OperatorLoginOpsController,
    OperatorsOpsController,
    RolesOpsController,
    AuditLogOpsController,
    ApprovalsOpsController,
  ],
  providers: [
    OperatorSessions,
    { provide: OperatorAccess, useExisting: OperatorSessions },
    AuditLog,
    { provide: AuditTrail, useExisting: AuditLog },
    OperatorLoginService,
    Operators,
    Roles,
    Approvals,
    AdminPersonalData,
  ],
  exports: [OperatorAccess, AuditLog, AuditTrail, Approvals],
})
export class AdminModule {}
