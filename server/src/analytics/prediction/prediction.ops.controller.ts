import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  customerPredictionSchema,
  fitInputSchema,
  idSchema,
  predictionFitSchema,
  predictionQuerySchema,
  type CustomerPrediction,
  type FitInput,
  type PredictionFit,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { svgPicture } from '../charts/picture.js';
import { PredictionFits } from './prediction-fits.service.js';
import { Predictions } from './predictions.service.js';
import { weeklyChart } from './weekly-chart.js';

const Id = () => Param('id', { schema: idSchema });

/** When customers buy again: BG/NBD and Gamma-Gamma, fitted to the shop's own orders. */
@ApiTags('ops: analytics')
@Controller('ops/analytics/prediction')
export class PredictionOpsController {
  constructor(
    private readonly fits: PredictionFits,
    private readonly predictions: Predictions,
  ) {}

  /** Safe to repeat: each is a fit of its own, and the last that succeeds is used. */
  @Post('fits')
  @Needs('analytics.write')
  @ApiOperation({ summary: 'Fit the models to a cohort in the background' })
  @Answers(predictionFitSchema, 202)
  start(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: fitInputSchema }) input: FitInput,
  ): Promise<PredictionFit> {
    return this.fits.start(operator, input);
  }

  @Get()
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The last fit that succeeded, by which customers are foreseen' })
  @Answers(predictionFitSchema)
  @Refuses('NOT_FOUND')
  current(): Promise<PredictionFit> {
    return this.fits.current();
  }

  @Get('fits/:id')
  @Needs('analytics.read')
  @ApiOperation({
    summary: 'A fit: parameters, convergence or why it failed, and its forecast by week',
  })
  @Answers(predictionFitSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<PredictionFit> {
    return this.fits.show(id);
  }

  @Get('fits/:id/weekly.svg')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'Its forecast drawn against what happened' })
  @AnswersFile('image/svg+xml')
  @Refuses('NOT_FOUND')
  async chart(@Id() id: string): Promise<StreamableFile> {
    return svgPicture(weeklyChart(await this.fits.show(id)));
  }

  /** A shopper’s id, or that of a customer of another system who is no shopper yet. */
  @Get('customers/:id')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'Whether a customer will buy again, how often, for how much and when' })
  @Answers(customerPredictionSchema)
  @Refuses('NOT_FOUND')
  of(
    @Id() id: string,
    @Query({ schema: predictionQuerySchema }) { days }: { days: number },
  ): Promise<CustomerPrediction> {
    return this.predictions.of(id, days);
  }
}
