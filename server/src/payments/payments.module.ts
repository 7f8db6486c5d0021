import { Module } from '@nestjs/common';
import { PaymentBooks } from './books/payment-books.service.js';
import { CheckPaymentsSweep } from './check-payments.sweep.js';
import { CheckRefundsSweep } from './check-refunds.sweep.js';
import { ClosePaymentJob } from './close-payment.job.js';
import { MoneyBack } from './money-back.service.js';
import { NotifyController } from './notify.controller.js';
import { PaymentsPersonalData } from './payments.personal.js';
import { Payments } from './payments.service.js';
import { PlatformKeys } from './platform-keys.js';
import { PrepaySession } from './prepay-session.js';
import { Refunds } from './refunds.service.js';
import { RefundsOpsController } from './refunds.ops.controller.js';
import { SendRefundJob } from './send-refund.job.js';
import { SignedRequests } from './signed-requests.js';
import { CheckTransfersSweep } from './transfers/check-transfers.sweep.js';
import { OpsTransfers } from './transfers/ops-transfers.service.js';
import { ReceiveTransfer } from './transfers/receive-transfer.service.js';
import { TransferJobs } from './transfers/transfer-jobs.js';
import { Transfers } from './transfers/transfers.service.js';
import { TransfersOpsController } from './transfers/transfers.ops.controller.js';
import { WechatPay } from './wechat-pay.js';

@Module({
  controllers: [NotifyController, RefundsOpsController, TransfersOpsController],
  providers: [
    SignedRequests,
    PlatformKeys,
    WechatPay,
    Payments,
    PrepaySession,
    Refunds,
    ClosePaymentJob,
    SendRefundJob,
    CheckPaymentsSweep,
    CheckRefundsSweep,
    Transfers,
    TransferJobs,
    CheckTransfersSweep,
    MoneyBack,
    ReceiveTransfer,
    OpsTransfers,
    PaymentBooks,
    PaymentsPersonalData,
  ],
  exports: [
    Payments,
    PrepaySession,
    Refunds,
    ClosePaymentJob,
    Transfers,
    MoneyBack,
    ReceiveTransfer,
    OpsTransfers,
    PaymentBooks,
    WechatPay,
  ],
})
export class PaymentsModule {}
