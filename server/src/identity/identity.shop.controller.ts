import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  loginSchema,
  phoneSchema,
  refreshSchema,
  sessionSchema,
  shopperSchema,
  type LoginRequest,
  type Session,
  type Shopper,
} from '@siyu/shared';
import { CurrentShopper, Public, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { LoginService } from './login.service.js';
import { Shoppers } from './shoppers.js';

@ApiTags('identity')
@Controller('shop')
export class IdentityShopController {
  constructor(
    private readonly logins: LoginService,
    private readonly shoppers: Shoppers,
  ) {}

  /** AGREEMENT_REQUIRED until the present version is agreed to; LOGIN_CODE_INVALID. */
  @Post('login')
  @Public()
  @ApiOperation({ summary: 'Log in with a code of wx.login; the code works once' })
  @Answers(sessionSchema)
  @Refuses('AGREEMENT_REQUIRED', 'LOGIN_CODE_INVALID', 'WECHAT_UNAVAILABLE')
  logIn(@Body({ schema: loginSchema }) request: LoginRequest): Promise<Session> {
    return this.logins.logIn(request);
  }

  /** REFRESH_TOKEN_REUSED ends the session; within a minute a lost answer may be asked for again. */
  @Post('session/refresh')
  @Public()
  @ApiOperation({ summary: 'A new pair of tokens for a refresh token, which works once' })
  @Answers(sessionSchema)
  @Refuses('SESSION_EXPIRED', 'REFRESH_TOKEN_REUSED')
  refresh(@Body({ schema: refreshSchema }) request: { refreshToken: string }): Promise<Session> {
    return this.logins.refresh(request.refreshToken);
  }

  @Post('logout')
  @ApiOperation({ summary: 'End this session, whichever of its tokens asks' })
  @Answers(null)
  async logOut(@CurrentShopper() { sessionId }: ShopperSession): Promise<void> {
    await this.logins.logOut(sessionId);
  }

  @Get('me')
  @ApiOperation({ summary: 'The shopper who is logged in' })
  @Answers(shopperSchema)
  me(@CurrentShopper() { shopperId }: ShopperSession): Promise<Shopper> {
    return this.shoppers.show(shopperId);
  }

  /** Safe to repeat with the same code. PHONE_CODE_INVALID when WeChat does not know the code. */
  @Post('me/phone')
  @ApiOperation({ summary: 'Bind the phone number behind the code of WeChat’s phone button' })
  @Answers(shopperSchema)
  @Refuses('PHONE_CODE_INVALID', 'WECHAT_UNAVAILABLE')
  bindPhone(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Body({ schema: phoneSchema }) { code }: { code: string },
  ): Promise<Shopper> {
    return this.shoppers.bindPhone(shopperId, code);
  }
}
