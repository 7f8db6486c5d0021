import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  addressExceptionInputSchema,
  addressExceptionSchema,
  idSchema,
  newcomerFlagSchema,
  pageQuerySchema,
  pageSchema,
  type AddressException,
  type AddressExceptionInput,
  type NewcomerFlag,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refuses } from '../../platform/refuses.js';
import { AddressExceptions } from './address-exceptions.js';
import { flagsBefore } from './newcomer-claim.store.js';

@ApiTags('ops: newcomers')
@Controller('ops/newcomer')
export class NewcomerOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly exceptions: AddressExceptions,
  ) {}

  @Get('address-exceptions')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'Places that many share, where an address makes nobody one person' })
  @Answers(addressExceptionSchema.array())
  listExceptions(): Promise<AddressException[]> {
    return this.exceptions.list();
  }

  /** A building without the room covers all its rooms. */
  @Post('address-exceptions')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Let people who share a dormitory or an office each have their first' })
  @Answers(addressExceptionSchema, 201)
  @Refuses('CONFLICT')
  addException(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: addressExceptionInputSchema }) input: AddressExceptionInput,
  ): Promise<AddressException> {
    return this.exceptions.add(operator, input);
  }

  @Delete('address-exceptions/:id')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Take a shared place back; orders keep what they have' })
  @Answers(null)
  @Refuses('NOT_FOUND')
  async removeException(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<void> {
    await this.exceptions.remove(operator, id);
  }

  @Get('flags')
  @Needs('campaigns.read')
  @ApiOperation({
    summary: 'Orders that stand though somebody seems to have had the benefit before',
  })
  @Answers(pageSchema(newcomerFlagSchema))
  async listFlags(
    @Query({ schema: pageQuerySchema }) { cursor, limit }: PageQuery,
  ): Promise<Page<NewcomerFlag>> {
    const found = await flagsBefore(this.db.manager, cursor, limit + 1);
    const page = pageOf(found, limit, ({ orderId, kind }) => orderId + kind);
    return shownPage(page, ({ orderId, kind, takenBy, flaggedAt }) => ({
      ...{ orderId, kind, takenBy },
      flaggedAt: flaggedAt.toISOString(),
    }));
  }
}
