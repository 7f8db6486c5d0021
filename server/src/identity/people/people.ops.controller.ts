import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  joinDecisionSchema,
  joinRequestSchema,
  linkReasonSchema,
  pageSchema,
  personLinkQuerySchema,
  personLinkSchema,
  personSchema,
  linkProposalSchema,
  type JoinDecision,
  type JoinRequest,
  type Page,
  type PersonLink,
  type PersonLinkQuery,
  type PersonPage,
  type LinkProposal,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { PersonLinks } from './person-links.service.js';
import { PersonPages } from './person-pages.service.js';

const Id = () => Param('id', { schema: idSchema });
const Reason = () => Body({ schema: linkReasonSchema });

/** Which accounts are one person, and why. */
@ApiTags('ops: people')
@Controller('ops')
export class PeopleOpsController {
  constructor(
    private readonly pages: PersonPages,
    private readonly links: PersonLinks,
  ) {}

  @Get('people/:id')
  @Needs('people.read')
  @ApiOperation({
    summary: 'The person behind an account: its accounts, what they are known by, and every link',
  })
  @Answers(personSchema)
  @Refuses('MEMBER_NOT_FOUND')
  show(@Id() id: string): Promise<PersonPage> {
    return this.pages.of(id);
  }

  /** `state=proposed` waits for a decision. */
  @Get('person-links')
  @Needs('people.read')
  @ApiOperation({ summary: 'Links between accounts with what both sides own, newest first' })
  @Answers(pageSchema(linkProposalSchema))
  list(
    @Query({ schema: personLinkQuerySchema }) query: PersonLinkQuery,
  ): Promise<Page<LinkProposal>> {
    return this.links.list(query);
  }

  /** BALANCES_UNDECIDED until it says `stay-apart` where both sides own something. */
  @Post('person-links')
  @Needs('people.write')
  @ApiOperation({ summary: 'Say that two accounts are one person; no balance moves' })
  @Answers(personLinkSchema)
  @Refuses('MEMBER_NOT_FOUND', 'PERSON_LINK_STATE', 'BALANCES_UNDECIDED')
  join(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: joinRequestSchema }) request: JoinRequest,
  ): Promise<PersonLink> {
    return this.links.join(operator, request);
  }

  @Post('person-links/:id/acceptance')
  @Needs('people.write')
  @ApiOperation({ summary: 'Join what is proposed, or what was refused or split before' })
  @Answers(personLinkSchema)
  @Refuses('NOT_FOUND', 'MEMBER_NOT_FOUND', 'PERSON_LINK_STATE', 'BALANCES_UNDECIDED')
  accept(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: joinDecisionSchema }) decision: JoinDecision,
  ): Promise<PersonLink> {
    return this.links.decide(operator, id, 'joined', decision);
  }

  @Post('person-links/:id/refusal')
  @Needs('people.write')
  @ApiOperation({ summary: 'Refuse what is proposed; it is not proposed for this reason again' })
  @Answers(personLinkSchema)
  @Refuses('NOT_FOUND', 'MEMBER_NOT_FOUND', 'PERSON_LINK_STATE')
  refuse(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Reason() decision: Pick<JoinDecision, 'reason'>,
  ): Promise<PersonLink> {
    return this.links.decide(operator, id, 'refused', decision);
  }

  /** PERSON_LINK_STATE after `undoUntil`. */
  @Post('person-links/:id/split')
  @Needs('people.write')
  @ApiOperation({ summary: 'Undo a join: what was before it is exactly again' })
  @Answers(personLinkSchema)
  @Refuses('NOT_FOUND', 'MEMBER_NOT_FOUND', 'PERSON_LINK_STATE')
  split(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Reason() decision: Pick<JoinDecision, 'reason'>,
  ): Promise<PersonLink> {
    return this.links.decide(operator, id, 'split', decision);
  }
}
