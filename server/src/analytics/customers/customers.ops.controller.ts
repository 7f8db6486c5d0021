import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  activityQuerySchema,
  activitySchema,
  basketsSchema,
  figuresQuerySchema,
  newcomersSchema,
  repurchaseSchema,
  type ActivityFigures,
  type ActivityQuery,
  type Baskets,
  type FiguresQuery,
  type NewcomerFigures,
  type Repurchase,
} from '@siyu/shared';
import { Needs } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { svgPicture } from '../charts/picture.js';
import { activityRows, basketRows, newcomerRows, repurchaseRows } from './customers-csv.js';
import { Customers } from './customers.service.js';
import { intervalChart } from './interval-chart.js';

const Period = () => Query({ schema: figuresQuerySchema });
const Activity = () => Query({ schema: activityQuerySchema });

/** Of orders as they stand now; amounts are fen, in files yuan. Nobody is named in any of it. */
@ApiTags('ops: analytics')
@Controller('ops/analytics')
export class CustomersOpsController {
  constructor(private readonly customers: Customers) {}

  @Get('repurchase')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'How many bought again, and after how many days' })
  @Answers(repurchaseSchema)
  repurchase(@Period() period: FiguresQuery): Promise<Repurchase> {
    return this.customers.repurchase(period);
  }

  @Get('repurchase.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same as CSV' })
  @AnswersFile('text/csv')
  async repurchaseFile(@Period() period: FiguresQuery): Promise<StreamableFile> {
    const found = await this.customers.repurchase(period);
    return csvDownload(repurchaseRows(found), 'repurchase.csv');
  }

  @Get('repurchase.svg')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The intervals between purchases, drawn' })
  @AnswersFile('image/svg+xml')
  async repurchasePicture(@Period() period: FiguresQuery): Promise<StreamableFile> {
    return svgPicture(intervalChart(await this.customers.repurchase(period)));
  }

  @Get('baskets')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'Sold orders by tier, and those of paid members against the others' })
  @Answers(basketsSchema)
  baskets(@Period() period: FiguresQuery): Promise<Baskets> {
    return this.customers.baskets(period);
  }

  @Get('baskets.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same as CSV, a line for each group' })
  @AnswersFile('text/csv')
  async basketsFile(@Period() period: FiguresQuery): Promise<StreamableFile> {
    return csvDownload(basketRows(await this.customers.baskets(period)), 'baskets.csv');
  }

  @Get('newcomers')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'Who registered and bought within 3, 7 and 30 days, and the subsidy' })
  @Answers(newcomersSchema)
  newcomers(@Period() period: FiguresQuery): Promise<NewcomerFigures> {
    return this.customers.newcomers(period);
  }

  @Get('newcomers.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same as CSV, a line for each number of days' })
  @AnswersFile('text/csv')
  async newcomersFile(@Period() period: FiguresQuery): Promise<StreamableFile> {
    return csvDownload(newcomerRows(await this.customers.newcomers(period)), 'newcomers.csv');
  }

  @Get('activity')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'Active, silent and lost customers by days since they bought last' })
  @Answers(activitySchema)
  activity(@Activity() query: ActivityQuery): Promise<ActivityFigures> {
    return this.customers.activity(query);
  }

  @Get('activity.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same as CSV, a line for each group' })
  @AnswersFile('text/csv')
  async activityFile(@Activity() query: ActivityQuery): Promise<StreamableFile> {
    return csvDownload(activityRows(await this.customers.activity(query)), 'activity.csv');
  }
}
