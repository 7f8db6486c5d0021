import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  followUpQuerySchema,
  idSchema,
  pageSchema,
  staffCustomerSchema,
  staffNoteInputSchema,
  type FollowUpQuery,
  type Page,
  type StaffCustomer,
  type StaffNoteInput,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { Staff } from './staff.service.js';

/** Whom staff look after; what came of it is in the reports of channels of their kind. */
@ApiTags('ops: channels')
@Controller('ops/staff')
export class StaffOpsController {
  constructor(private readonly staff: Staff) {}

  @Get(':id/customers')
  @Needs('channels.follow-up')
  @ApiOperation({ summary: 'Customers of a colleague who are to be called, by why' })
  @Answers(pageSchema(staffCustomerSchema))
  @Refuses('NOT_FOUND')
  toCall(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: followUpQuerySchema }) query: FollowUpQuery,
  ): Promise<Page<StaffCustomer>> {
    return this.staff.toCall(id, query);
  }

  @Post(':id/customers/:shopperId/notes')
  @Needs('channels.follow-up')
  @ApiOperation({ summary: 'Note what was said to a customer' })
  @Answers(null)
  @Refuses('NOT_FOUND')
  note(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) channelId: string,
    @Param('shopperId', { schema: idSchema }) shopperId: string,
    @Body({ schema: staffNoteInputSchema }) input: StaffNoteInput,
  ): Promise<void> {
    return this.staff.note(operator, { channelId, shopperId }, input);
  }
}
