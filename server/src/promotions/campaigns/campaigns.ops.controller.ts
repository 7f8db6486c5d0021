import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
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
import { Refuses } from '../../platform/refuses.js';
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
  @Refuses('CAMPAIGN_NOT_FOUND')
  show(@Param('id', { schema: idSchema }) id: string): Promise<Campaign> {
    return this.campaigns.show(id);
  }

  @Get(':id/findings')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'What speaks against publishing it now, by law and by reason' })
  @Answers(policyFindingSchema.array())
  @Refuses('CAMPAIGN_NOT_FOUND')
  findings(@Param('id', { schema: idSchema }) id: string): Promise<PolicyFinding[]> {
    return this.campaigns.findings(id);
  }

  @Post()
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
  @Refuses(
    'CAMPAIGN_NOT_FOUND',
    'VERSION_CONFLICT',
    'CAMPAIGN_STATE',
    'CAMPAIGN_POLICY',
    'CAMPAIGN_EXHAUSTED',
  )
  edit(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: campaignEditSchema }) edit: { version: number; campaign: CampaignInput },
  ): Promise<Campaign> {
    return this.campaigns.edit(operator, id, edit);
  }

  @Post(':id/clone')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Draft another like this one' })
  @Answers(campaignSchema, 201)
  @Refuses('CAMPAIGN_NOT_FOUND')
  clone(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.clone(operator, id);
  }

  @Post(':id/publish')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Publish a draft or a paused campaign, once nothing speaks against it' })
  @Answers(campaignSchema)
  @Refuses('CAMPAIGN_NOT_FOUND', 'CAMPAIGN_STATE', 'CAMPAIGN_POLICY', 'CAMPAIGN_EXHAUSTED')
  publish(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.publish(operator, id);
  }

  @Post(':id/pause')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Stop offering it for a while' })
  @Answers(campaignSchema)
  @Refuses('CAMPAIGN_NOT_FOUND', 'CAMPAIGN_STATE')
  pause(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.pause(operator, id);
  }

  @Post(':id/end')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Stop offering it for good; what was placed stays' })
  @Answers(campaignSchema)
  @Refuses('CAMPAIGN_NOT_FOUND', 'CAMPAIGN_STATE')
  end(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.end(operator, id);
  }
}
