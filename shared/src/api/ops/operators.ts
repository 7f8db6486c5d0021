import { z } from 'zod';
import { idSchema, instantSchema, textSchema } from '../common.js';
import { PERMISSIONS, permissionSchema } from './permissions.js';

export const OPERATORS_MAX = 200;
export const ROLES_MAX = 50;
const ROLES_OF_ONE_MAX = 10;
const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 200;
const nameSchema = textSchema(40).min(1);

export const operatorLoginSchema = z.strictObject({
  name: nameSchema,
  password: z.string().min(1).max(PASSWORD_LENGTH_MAX),
});
export type OperatorLogin = z.infer<typeof operatorLoginSchema>;

/** The operator who asks, and what they may do. */
export const currentOperatorSchema = z.object({
  id: idSchema,
  name: z.string(),
  permissions: z.array(permissionSchema),
});
export type CurrentOperatorView = z.infer<typeof currentOperatorSchema>;

export const operatorSessionSchema = z.object({
  /** Bearer token of every `/ops` request until `expiresAt`; it is not renewed. */
  token: z.string(),
  expiresAt: instantSchema,
  operator: currentOperatorSchema,
});
export type OperatorSessionView = z.infer<typeof operatorSessionSchema>;

export const ownPasswordSchema = z.strictObject({
  current: z.string().min(1).max(PASSWORD_LENGTH_MAX),
  next: z.string().min(PASSWORD_LENGTH_MIN).max(PASSWORD_LENGTH_MAX),
});
export type OwnPassword = z.infer<typeof ownPasswordSchema>;

export const roleInputSchema = z.strictObject({
  name: nameSchema,
  permissions: z.array(permissionSchema).max(PERMISSIONS.length),
});
export type RoleInput = z.infer<typeof roleInputSchema>;

export const roleSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The built-in role that holds every permission; it can be neither changed nor deleted. */
  isOwner: z.boolean(),
  permissions: z.array(permissionSchema),
});
export type Role = z.infer<typeof roleSchema>;

const roleIdsSchema = z.array(idSchema).max(ROLES_OF_ONE_MAX);
export const newOperatorSchema = z.strictObject({ name: nameSchema, roleIds: roleIdsSchema });
export type NewOperator = z.infer<typeof newOperatorSchema>;
export const operatorChangeSchema = z.strictObject({
  roleIds: roleIdsSchema,
  /** Someone who has left: no login, no session. Their name stays on what they did. */
  disabled: z.boolean(),
});
export type OperatorChange = z.infer<typeof operatorChangeSchema>;

export const operatorSchema = z.object({
  id: idSchema,
  name: z.string(),
  disabled: z.boolean(),
  roles: z.array(z.object({ id: idSchema, name: z.string() })),
  lockedUntil: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type Operator = z.infer<typeof operatorSchema>;

/** An operator with the password made for them: shown this once, stored nowhere. */
export const operatorPasswordSchema = z.object({ operator: operatorSchema, password: z.string() });
export type OperatorPassword = z.infer<typeof operatorPasswordSchema>;
