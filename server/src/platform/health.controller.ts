import { Controller, Get, Inject, Injectable } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Public } from './access.js';
import { Answers } from './answers.js';
import { Refusal } from './refusal.js';

const okSchema = z.object({ status: z.literal('ok') });

/** Whether this instance should be sent requests. */
@Injectable()
export class Readiness {
  private draining = false;

  /** From now on load balancers are told to look elsewhere; requests under way finish. */
  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }
}

@ApiTags('platform')
@Controller()
@Public()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    @Inject(DataSource) private readonly db: DataSource,
  ) {}

  /** The process is alive. */
  @Get('healthz')
  @ApiOperation({ summary: 'The process is alive' })
  @Answers(okSchema)
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Requests will be served: the database answers and the process is not shutting down. */
  @Get('readyz')
  @ApiOperation({ summary: 'Requests will be served; 503 UNAVAILABLE otherwise' })
  @Answers(okSchema)
  async ready(): Promise<{ status: 'ok' }> {
    if (this.readiness.isDraining) throw new Refusal('UNAVAILABLE', { reason: 'draining' });
    await this.db.query('SELECT 1');
    return { status: 'ok' };
  }
}
