import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  PERMISSIONS,
  permissionSchema,
  roleInputSchema,
  roleSchema,
  type Permission,
  type Role,
  type RoleInput,
} from '@siyu/shared';
import { z } from 'zod';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { Roles } from './roles.service.js';

const RoleId = () => Param('id', { schema: idSchema });

@ApiTags('ops: operators')
@Controller('ops')
@Needs('operators.manage')
export class RolesOpsController {
  constructor(private readonly roles: Roles) {}

  @Get('permissions')
  @ApiOperation({ summary: 'Every permission a role may hold' })
  @Answers(z.array(permissionSchema))
  permissions(): readonly Permission[] {
    return PERMISSIONS;
  }

  @Get('roles')
  @ApiOperation({ summary: 'Every role, the owner’s first' })
  @Answers(z.array(roleSchema))
  list(): Promise<Role[]> {
    return this.roles.list();
  }

  @Post('roles')
  @ApiOperation({ summary: 'Add a role; CONFLICT `name-taken`' })
  @Answers(roleSchema, 201)
  @Refuses('CONFLICT')
  create(
    @CurrentOperator() author: OperatorSession,
    @Body({ schema: roleInputSchema }) input: RoleInput,
  ): Promise<Role> {
    return this.roles.create(author, input);
  }

  @Put('roles/:id')
  @ApiOperation({ summary: 'Rename a role and replace its permissions; CONFLICT `built-in`' })
  @Answers(roleSchema)
  @Refuses('NOT_FOUND', 'CONFLICT')
  change(
    @CurrentOperator() author: OperatorSession,
    @RoleId() id: string,
    @Body({ schema: roleInputSchema }) input: RoleInput,
  ): Promise<Role> {
    return this.roles.change(author, id, input);
  }

  @Delete('roles/:id')
  @ApiOperation({ summary: 'Delete a role nobody holds; CONFLICT `held`' })
  @Answers(null)
  @Refuses('NOT_FOUND', 'CONFLICT')
  async remove(@CurrentOperator() author: OperatorSession, @RoleId() id: string): Promise<void> {
    await this.roles.remove(author, id);
  }
}
