import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsProgrammeSchema,
  pageQuerySchema,
  pageSchema,
  programmeEditSchema,
  programmeMoveSchema,
  programmeReportSchema,
  referralProgrammeInputSchema,
  type OpsProgramme,
  type Page,
  type PageQuery,
  type ProgrammeReport,
  type ReferralProgrammeInput,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { Programmes } from './programmes.service.js';

const Id = () => Param('id', { schema: idSchema });

/** What inviting gives, and under which rules. */
@ApiTags('ops: referrals')
@Controller('ops/referral-programmes')
export class ProgrammesOpsController {
  constructor(private readonly programmes: Programmes) {}

  @Get()
  @Needs('referrals.read')
  @ApiOperation({ summary: 'Programmes, the newest first, with what speaks against each' })
  @Answers(pageSchema(opsProgrammeSchema))
  list(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<OpsProgramme>> {
    return this.programmes.list(query);
  }

  @Post()
  @Needs('referrals.write')
  @ApiOperation({ summary: 'A new programme, as a draft' })
  @Answers(opsProgrammeSchema, 201)
  add(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: referralProgrammeInputSchema }) input: ReferralProgrammeInput,
  ): Promise<OpsProgramme> {
    return this.programmes.add(operator, input);
  }

  @Get(':id')
  @Needs('referrals.read')
  @ApiOperation({ summary: 'One programme' })
  @Answers(opsProgrammeSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<OpsProgramme> {
    return this.programmes.show(id);
  }

  /** Rewards there are keep the terms they were earned under. */
  @Put(':id')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Edit a draft or a paused programme; VERSION_CONFLICT when edited' })
  @Answers(opsProgrammeSchema)
  @Refuses('NOT_FOUND', 'CAMPAIGN_STATE', 'VERSION_CONFLICT')
  edit(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: programmeEditSchema })
    body: { version: number; programme: ReferralProgrammeInput },
  ): Promise<OpsProgramme> {
    return this.programmes.edit(operator, id, body);
  }

  /** CAMPAIGN_POLICY with the findings; CONFLICT while another programme is published. */
  @Post(':id/publish')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Publish a draft or a paused programme' })
  @Answers(opsProgrammeSchema)
  @Refuses('NOT_FOUND', 'CAMPAIGN_STATE', 'CAMPAIGN_POLICY', 'CONFLICT', 'VERSION_CONFLICT')
  publish(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: programmeMoveSchema }) { version }: { version: number },
  ): Promise<OpsProgramme> {
    return this.programmes.move(operator, id, { version, next: 'published' });
  }

  /** Nothing new is earned; what was is given when it is due. */
  @Post(':id/pause')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Pause the published programme' })
  @Answers(opsProgrammeSchema)
  @Refuses('NOT_FOUND', 'CAMPAIGN_STATE', 'VERSION_CONFLICT')
  pause(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: programmeMoveSchema }) { version }: { version: number },
  ): Promise<OpsProgramme> {
    return this.programmes.move(operator, id, { version, next: 'paused' });
  }

  @Get(':id/report')
  @Needs('referrals.read')
  @ApiOperation({ summary: 'How many invited, were invited and were rewarded, by state' })
  @Answers(programmeReportSchema)
  @Refuses('NOT_FOUND')
  report(@Id() id: string): Promise<ProgrammeReport> {
    return this.programmes.report(id);
  }
}
