import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  trackedCountsQuerySchema,
  trackedCountsSchema,
  type TrackedCounts,
  type TrackedCountsQuery,
} from '@siyu/shared';
import { Needs } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Tracking } from './tracking.service.js';

@ApiTags('ops: analytics')
@Controller('ops/analytics/events')
export class TrackingOpsController {
  constructor(private readonly tracking: Tracking) {}

  /** Nobody is named in it. */
  @Get()
  @Needs('analytics.read')
  @ApiOperation({ summary: 'How often each event happened on each Beijing day, and to how many' })
  @Answers(trackedCountsSchema)
  counts(
    @Query({ schema: trackedCountsQuerySchema }) query: TrackedCountsQuery,
  ): Promise<TrackedCounts> {
    return this.tracking.counts(query);
  }
}
