import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  IMPORT_BYTES_MAX,
  matchOutsideSchema,
  orderImportQuerySchema,
  orderImportSchema,
  outsideCustomerQuerySchema,
  outsideCustomerSchema,
  pageSchema,
  type OrderImport,
  type OrderImportQuery,
  type OutsideCustomer,
  type OutsideCustomerQuery,
  type Page,
} from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { FileBody, uploadedFile } from '../platform/upload.js';
import { OrderImportRuns } from './order-import-runs.service.js';
import { OutsideCustomers } from './outside-customers.service.js';

const Id = () => Param('id', { schema: idSchema });

/** Orders placed elsewhere, and who placed them. */
@ApiTags('ops: outside orders')
@Controller('ops/outside-orders')
export class OutsideOrdersOpsController {
  constructor(
    private readonly runs: OrderImportRuns,
    private readonly customers: OutsideCustomers,
  ) {}

  @Post('imports')
  @Needs('members.import')
  @ApiOperation({
    summary:
      'Import a CSV of orders of another system in the background, or with dryRun=true tell what ' +
      'it would do; IMPORT_INVALID when it is no such file. A repeat changes nothing',
  })
  @ApiConsumes('multipart/form-data')
  @FileBody()
  @Answers(orderImportSchema, 202)
  @Refuses('IMPORT_INVALID')
  async start(
    @CurrentOperator() operator: OperatorSession,
    @Query({ schema: orderImportQuerySchema }) { source, dryRun }: OrderImportQuery,
    @Req() request: FastifyRequest,
  ): Promise<OrderImport> {
    const csv = await uploadedFile(request, IMPORT_BYTES_MAX, 'TOO_LARGE');
    return this.runs.start(operator, csv, { source, dryRun: dryRun === 'true' });
  }

  @Get('imports/:id')
  @Needs('members.import')
  @ApiOperation({ summary: 'How far an import is, whom it matched, and its bad rows by line' })
  @Answers(orderImportSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<OrderImport> {
    return this.runs.show(id);
  }

  @Get('customers')
  @Needs('members.import')
  @ApiOperation({
    summary: 'Customers of other systems, newest first; `held` ones wait for an operator',
  })
  @Answers(pageSchema(outsideCustomerSchema))
  list(
    @Query({ schema: outsideCustomerQuerySchema }) query: OutsideCustomerQuery,
  ): Promise<Page<OutsideCustomer>> {
    return this.customers.list(query);
  }

  /** Safe to repeat; another shopper takes them over. Balances stay where they are. */
  @Post('customers/:id/match')
  @Needs('members.import')
  @ApiOperation({ summary: 'Say which shopper a customer of another system is' })
  @Answers(outsideCustomerSchema)
  @Refuses('NOT_FOUND', 'MEMBER_NOT_FOUND')
  match(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: matchOutsideSchema }) { shopperId }: { shopperId: string },
  ): Promise<OutsideCustomer> {
    return this.customers.match(operator, id, shopperId);
  }
}
