import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  campaignEditSchema,
  campaignInputSchema,
  campaignListQuerySchema,
  campaignSchema,
  idSchema,
  pageSchema,
  policyFindingSchema,
  type Campaign,
  type CampaignInput,
  type CampaignListQuery,
  type Page,
  type PolicyFinding,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Campaigns } from './campaigns.service.js';

@ApiTags('ops: campaigns')
@Controller('ops/campaigns')
export class CampaignsOpsController {
  constructor(private readonly campaigns: Campaigns) {}

  @Get()
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'A page of campaigns, newest first' })
  @Answers(pageSchema(campaignSchema))
  list(
    @Query({ schema: campaignListQuerySchema }) query: CampaignListQuery,
  ): Promise<Page<Campaign>> {
    return this.campaigns.list(query);
  }

  @Get(':id')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'A campaign with the version an edit must name' })
  @Answers(campaignSchema)
  show(@Param('id', { schema: idSchema }) id: string): Promise<Campaign> {
    return this.campaigns.show(id);
  }

  @Get(':id/findings')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'What speaks against publishing it now, by law and by reason' })
  @Answers(policyFindingSchema.array())
  findings(@Param('id', { schema: idSchema }) id: string): Promise<PolicyFinding[]> {
    return this.campaigns.findings(id);
  }

  @Post()
  @HttpCode(201)
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Draft a campaign; nothing of it is seen by shoppers' })
  @Answers(campaignSchema, 201)
  create(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: campaignInputSchema }) input: CampaignInput,
  ): Promise<Campaign> {
    return this.campaigns.create(operator, input);
  }

  @Put(':id')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Rewrite a campaign; a published one stays so and is checked again' })
  @Answers(campaignSchema)
  edit(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: campaignEditSchema }) edit: { version: number; campaign: CampaignInput },
  ): Promise<Campaign> {
    return this.campaigns.edit(operator, id, edit);
  }

  @Post(':id/clone')
  @HttpCode(201)
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Draft another like this one' })
  @Answers(campaignSchema, 201)
  clone(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.clone(operator, id);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Publish a draft or a paused campaign, once nothing speaks against it' })
  @Answers(campaignSchema)
  publish(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.publish(operator, id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Stop offering it for a while' })
  @Answers(campaignSchema)
  pause(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.pause(operator, id);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Stop offering it for good; what was placed stays' })
  @Answers(campaignSchema)
  end(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.end(operator, id);
  }
}
