import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  pageSchema,
  queuedDeliverySchema,
  queuedJobSchema,
  queueQuerySchema,
  type Page,
  type QueuedDelivery,
  type QueuedJob,
  type QueueQuery,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from './access.js';
import { Answers } from './answers.js';
import { DeadLetters } from './dead-letters.js';
import { Refuses } from './refuses.js';

const LetterId = () => Param('id', { schema: idSchema });

@ApiTags('ops: jobs')
@Controller('ops')
@Needs('jobs.manage')
export class DeadLettersOpsController {
  constructor(private readonly letters: DeadLetters) {}

  @Get('jobs')
  @ApiOperation({ summary: 'Work queued for the outside, newest first; `dead=1` what gave up' })
  @Answers(pageSchema(queuedJobSchema))
  jobs(@Query({ schema: queueQuerySchema }) query: QueueQuery): Promise<Page<QueuedJob>> {
    return this.letters.listJobs(query);
  }

  /** NOT_FOUND; CONFLICT unless it gave up. */
  @Post('jobs/:id/retry')
  @ApiOperation({ summary: 'Try a job that gave up again, from its first attempt' })
  @Answers(queuedJobSchema)
  @Refuses('NOT_FOUND', 'CONFLICT')
  retryJob(
    @CurrentOperator() operator: OperatorSession,
    @LetterId() id: string,
  ): Promise<QueuedJob> {
    return this.letters.retryJob(operator, id);
  }

  @Get('outbox')
  @ApiOperation({ summary: 'Events on their way to a listener; `dead=1` what gave up' })
  @Answers(pageSchema(queuedDeliverySchema))
  deliveries(
    @Query({ schema: queueQuerySchema }) query: QueueQuery,
  ): Promise<Page<QueuedDelivery>> {
    return this.letters.listDeliveries(query);
  }

  /** NOT_FOUND; CONFLICT unless it gave up. */
  @Post('outbox/:id/retry')
  @ApiOperation({ summary: 'Deliver an event that gave up again, from its first attempt' })
  @Answers(queuedDeliverySchema)
  @Refuses('NOT_FOUND', 'CONFLICT')
  retryDelivery(
    @CurrentOperator() operator: OperatorSession,
    @LetterId() id: string,
  ): Promise<QueuedDelivery> {
    return this.letters.retryDelivery(operator, id);
  }
}
