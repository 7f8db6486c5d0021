import { Body, Controller, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  consignmentSchema,
  idSchema,
  opsOrderSchema,
  parcelsInputSchema,
  type Consignment,
  type OpsOrder,
  type ParcelsInput,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../platform/audit-trail.js';
import { OpsOrders } from '../orders/views/ops-orders.service.js';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Clock } from '../platform/clock.js';
import { IdempotencyKey, once } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { Shipping } from './shipping.service.js';

const OrderId = () => Param('id', { schema: idSchema });

@ApiTags('ops: shipping')
@Controller('ops/orders/:id')
@Needs('orders.ship')
export class ShippingOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly shipping: Shipping,
    private readonly orders: OpsOrders,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** SHIPMENT_INVALID for more units than are unsent and unrefunded. */
  @Post('parcels')
  @ApiOperation({ summary: 'Send an order, or a part of it, in parcels. Needs an Idempotency-Key' })
  @Answers(opsOrderSchema, 201)
  @Refuses('ORDER_NOT_FOUND', 'ORDER_STATE', 'SHIPMENT_INVALID')
  async send(
    @CurrentOperator() operator: OperatorSession,
    @OrderId() id: string,
    @IdempotencyKey() key: string,
    @Body({ schema: parcelsInputSchema }) input: ParcelsInput,
  ): Promise<OpsOrder> {
    const { operatorId: ownerId } = operator;
    const write = { ownerId, key, route: `POST /ops/orders/${id}/parcels`, body: input };
    await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        await this.shipping.send(tx, id, input);
        const what = { subjectKind: 'order', subjectId: id, before: null, after: input };
        await this.audit.record(tx, { operator, action: 'order.ship', ...what });
      }),
    );
    return this.orders.show(id);
  }

  /** WeChat takes one correction once all was shipped; a second is kept here alone. */
  @Put('parcels/:parcelId')
  @ApiOperation({ summary: 'Correct the carrier or tracking number of a parcel' })
  @Answers(opsOrderSchema)
  @Refuses('ORDER_NOT_FOUND', 'NOT_FOUND', 'ORDER_STATE', 'SHIPMENT_INVALID')
  async correct(
    @CurrentOperator() operator: OperatorSession,
    @OrderId() id: string,
    @Param('parcelId', { schema: idSchema }) parcelId: string,
    @Body({ schema: consignmentSchema }) consignment: Consignment,
  ): Promise<OpsOrder> {
    await inTransaction(this.db, async (tx) => {
      const { company, trackingNo } = await this.shipping.correct(tx, id, parcelId, consignment);
      await this.audit.record(tx, {
        operator,
        action: 'parcel.correct',
        subjectKind: 'parcel',
        subjectId: parcelId,
        before: { company, trackingNo },
        after: consignment,
      });
    });
    return this.orders.show(id);
  }

  @Post('wechat-shipping/retry')
  @ApiOperation({ summary: 'Tell WeChat again what it refused' })
  @Answers(opsOrderSchema)
  @Refuses('ORDER_NOT_FOUND', 'ORDER_STATE')
  async retry(
    @CurrentOperator() operator: OperatorSession,
    @OrderId() id: string,
  ): Promise<OpsOrder> {
    await inTransaction(this.db, async (tx) => {
      const was = await this.shipping.retryUpload(tx, id);
      const states = { before: was && { state: was.state }, after: { state: 'pending' } };
      const what = { subjectKind: 'order', subjectId: id, ...states };
      await this.audit.record(tx, { operator, action: 'order.retry-upload', ...what });
    });
    return this.orders.show(id);
  }
}
