import { Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { eventPackStateSchema, type EventPackState } from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { EventPacks } from './event-packs.service.js';

@ApiTags('ops: analytics')
@Controller('ops/analytics/event-packs')
export class EventPacksOpsController {
  constructor(private readonly packs: EventPacks) {}

  @Get()
  @Needs('analytics.read')
  @ApiOperation({ summary: 'How many days of events wait to be packed for funnels' })
  @Answers(eventPackStateSchema)
  state(): Promise<EventPackState> {
    return this.packs.state();
  }

  /** Safe to repeat. Funnels go on answering from what was packed before. */
  @Post('rebuild')
  @Needs('analytics.write')
  @ApiOperation({ summary: 'Pack all days anew from the events themselves, in the background' })
  @Answers(eventPackStateSchema, 202)
  rebuild(@CurrentOperator() operator: OperatorSession): Promise<EventPackState> {
    return this.packs.rebuild(operator);
  }
}
