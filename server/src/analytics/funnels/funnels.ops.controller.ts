import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  funnelQuerySchema,
  funnelSchema,
  lifeStagesQuerySchema,
  lifeStagesSchema,
  type Funnel,
  type FunnelQuery,
  type LifeStages,
  type LifeStagesQuery,
} from '@siyu/shared';
import { Needs } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { svgPicture } from '../charts/picture.js';
import { funnelChart } from './funnel-chart.js';
import { funnelRows, lifeStageRows } from './funnel-csv.js';
import { Funnels } from './funnels.service.js';
import { NewPersons } from './new-persons.service.js';

/** Of what phones told and of what the shop knows itself. Nobody is named in it. */
@ApiTags('ops: analytics')
@Controller('ops/analytics')
export class FunnelsOpsController {
  constructor(
    private readonly funnels: Funnels,
    private readonly newPersons: NewPersons,
  ) {}

  @Get('funnel')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'How many got how far on a way of steps, and how long it took them' })
  @Answers(funnelSchema)
  funnel(@Query({ schema: funnelQuerySchema }) query: FunnelQuery): Promise<Funnel> {
    return this.funnels.of(query);
  }

  @Get('funnel.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same as CSV, a line for each step and group' })
  @AnswersFile('text/csv')
  async funnelFile(
    @Query({ schema: funnelQuerySchema }) query: FunnelQuery,
  ): Promise<StreamableFile> {
    return csvDownload(funnelRows(await this.funnels.of(query), query.split), 'funnel.csv');
  }

  @Get('funnel.svg')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same of all of them, drawn' })
  @AnswersFile('image/svg+xml')
  async funnelPicture(
    @Query({ schema: funnelQuerySchema }) query: FunnelQuery,
  ): Promise<StreamableFile> {
    return svgPicture(funnelChart(await this.funnels.of(query)));
  }

  @Get('life-stages')
  @Needs('analytics.read')
  @ApiOperation({
    summary: 'Of those who were new in a period: activated, retained, paying, referring (AARRR)',
  })
  @Answers(lifeStagesSchema)
  stages(@Query({ schema: lifeStagesQuerySchema }) query: LifeStagesQuery): Promise<LifeStages> {
    return this.newPersons.stages(query);
  }

  @Get('life-stages.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same as CSV, a line for each stage and group' })
  @AnswersFile('text/csv')
  async stagesFile(
    @Query({ schema: lifeStagesQuerySchema }) query: LifeStagesQuery,
  ): Promise<StreamableFile> {
    const rows = lifeStageRows(await this.newPersons.stages(query), query.split);
    return csvDownload(rows, 'life-stages.csv');
  }
}
