import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { rfmEditSchema, rfmSchema, type Rfm, type RfmEdit } from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { RfmScores } from './rfm.service.js';

/** Scores of recency, frequency and money. */
@ApiTags('ops: segments')
@Controller('ops/rfm')
export class RfmOpsController {
  constructor(private readonly scores: RfmScores) {}

  /** Of orders here and elsewhere; the cuts are days, purchase days and fen. */
  @Get()
  @Needs('segments.read')
  @ApiOperation({ summary: 'Where scores rise, and how many accounts have each name' })
  @Answers(rfmSchema)
  show(): Promise<Rfm> {
    return this.scores.show();
  }

  @Put()
  @Needs('segments.write')
  @ApiOperation({ summary: 'Choose where scores rise, or fifths; everybody is scored anew' })
  @Answers(rfmSchema)
  @Refuses('VERSION_CONFLICT')
  edit(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: rfmEditSchema }) edit: RfmEdit,
  ): Promise<Rfm> {
    return this.scores.edit(operator, edit);
  }
}
