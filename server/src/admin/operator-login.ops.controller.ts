import { Body, Controller, Get, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  currentOperatorSchema,
  operatorLoginSchema,
  operatorSessionSchema,
  ownPasswordSchema,
  type CurrentOperatorView,
  type OperatorLogin,
  type OperatorSessionView,
  type OwnPassword,
} from '@siyu/shared';
import {
  ANY_OPERATOR,
  CurrentOperator,
  Needs,
  Public,
  type OperatorSession,
} from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { addressOf } from '../platform/callers.js';
import { Refuses } from '../platform/refuses.js';
import { currentOperator, OperatorLoginService } from './operator-login.service.js';

/** Every attempt costs a fifth of a second of one core, whatever header it comes with. */
const LOGIN_LIMIT = {
  rateLimit: {
    max: 60,
    timeWindow: 60_000,
    keyGenerator: addressOf,
  },
};

@ApiTags('ops: operators')
@Controller('ops')
export class OperatorLoginOpsController {
  constructor(private readonly logins: OperatorLoginService) {}

  /** OPERATOR_LOGIN_FAILED; OPERATOR_LOCKED with `retryAfterSeconds` after wrong passwords. */
  @Post('login')
  @Public()
  @RouteConfig(LOGIN_LIMIT)
  @ApiOperation({ summary: 'Log in as an operator' })
  @Answers(operatorSessionSchema)
  @Refuses('OPERATOR_LOGIN_FAILED', 'OPERATOR_LOCKED')
  logIn(@Body({ schema: operatorLoginSchema }) login: OperatorLogin): Promise<OperatorSessionView> {
    return this.logins.logIn(login);
  }

  @Post('logout')
  @Needs(ANY_OPERATOR)
  @ApiOperation({ summary: 'End this session' })
  @Answers(null)
  async logOut(@CurrentOperator() operator: OperatorSession): Promise<void> {
    await this.logins.logOut(operator);
  }

  @Get('me')
  @Needs(ANY_OPERATOR)
  @ApiOperation({ summary: 'The operator who is logged in, and what they may do' })
  @Answers(currentOperatorSchema)
  me(@CurrentOperator() operator: OperatorSession): CurrentOperatorView {
    return currentOperator(operator);
  }

  /** OPERATOR_LOGIN_FAILED when the current password is wrong; it counts as a failed login. */
  @Post('me/password')
  @Needs(ANY_OPERATOR)
  @RouteConfig(LOGIN_LIMIT)
  @ApiOperation({ summary: 'Change one’s own password; one’s other sessions end' })
  @Answers(null)
  @Refuses('OPERATOR_LOGIN_FAILED', 'OPERATOR_LOCKED')
  async changePassword(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: ownPasswordSchema }) passwords: OwnPassword,
  ): Promise<void> {
    await this.logins.changeOwnPassword(operator, passwords);
  }
}
