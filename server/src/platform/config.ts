import { z } from 'zod';
import { withFiles } from './secret-files.js';

const portSchema = z.coerce.number().int().min(0).max(65_535);
/** Where `npm start` serves. */
const LOCAL_URL = 'http://127.0.0.1:8080';
const switchSchema = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1');

/** Every setting, read from the environment once at start. `docs/operate.md` explains them. */
const environmentSchema = z.object({
  PORT: portSchema.default(8080),
  HOST: z.string().default('0.0.0.0'),
  /** The address shoppers and WeChat reach this server under, without a trailing slash. */
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }).optional(),
  DATABASE_SOCKET: z.string().max(107).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(64).default(8),
  /** How long the database may say nothing before a request gives it up. */
  DATABASE_SILENCE_SECONDS: z.coerce.number().int().min(1).max(600).default(20),
  /** Private state of this instance: database, pictures. */
  SIYU_DIR: z.string().default('.siyu'),
  SIYU_SANDBOX: switchSchema,
  SANDBOX_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Reverse proxies in front: their number, so that rate limits see the real address. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** How long a stopping server is still open, so that kept connections can take their leave. */
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).default(300),
  /** After so long a stopping server cuts connections that are in the middle of something. */
  CUT_AFTER_MS: z.coerce.number().int().min(0).max(600_000).default(15_000),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  /** How long accounts that were joined as one person can be split again. */
  PERSON_UNDO_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  H5_DIR: z.string().optional(),
  WECHAT_APP_ID: z.string().min(1),
  WECHAT_APP_SECRET: z.string().min(1),
  WECHAT_API_URL: z.url().default('https://api.weixin.qq.com'),
  WECHAT_PAY_URL: z.url().default('https://api.mch.weixin.qq.com'),
  WECHAT_MCH_ID: z.string().min(1),
  WECHAT_MCH_SERIAL: z.string().min(1),
  WECHAT_MCH_PRIVATE_KEY: z.string().includes('PRIVATE KEY'),
  /** 32 characters; two of them with a comma between while one is replaced, the newer first. */
  WECHAT_API_V3_KEY: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().length(32)).min(1).max(2)),
  /** Public keys of WeChat's by `PUB_KEY_ID_…`, as JSON; certificates are fetched. */
  WECHAT_PLATFORM_KEYS: z
    .string()
    .default('{}')
    .transform((text, context) => parseKeys(text, context))
    .pipe(z.record(z.string(), z.string())),
  /** Template ids by message kind, as JSON. */
  WECHAT_SUBSCRIBE_TEMPLATES: z
    .string()
    .default('{}')
    .transform((text, context) => parseKeys(text, context))
    .pipe(z.record(z.string(), z.string())),
  /** The fields of those templates and the fact each shows, by message kind, as JSON. */
  WECHAT_SUBSCRIBE_FIELDS: z
    .string()
    .default('{}')
    .transform((text, context) => parseKeys(text, context))
    .pipe(z.record(z.string(), z.record(z.string(), z.string()))),
  /** The scene of merchant transfers by what they are for, with its reports, as JSON. */
  WECHAT_TRANSFER_SCENES: z
    .string()
    .default('{}')
    .transform((text, context) => parseKeys(text, context))
    .pipe(
      z.record(
        z.string(),
        z.strictObject({
          sceneId: z.string().min(1).max(36),
          reports: z.record(z.string(), z.string().min(1)),
          maxFen: z.number().int().positive().optional(),
        }),
      ),
    ),
  /** Whether WeChat's bills are fetched every morning, or for days an operator asks for. */
  WECHAT_BILLS: z.enum(['daily', 'on-request']).default('daily'),
  /** `developer`, `trial` or `formal`: which build a message opens. */
  WECHAT_MINIPROGRAM_STATE: z.enum(['developer', 'trial', 'formal']).default('formal'),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('auto'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
});

export type Config = Readonly<z.infer<typeof environmentSchema>>;

/** Injection token of the validated configuration. */
export const CONFIG = Symbol('config');

/** Every wrong or missing value, named at once. */
export class ConfigInvalid extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Configuration is not usable:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
}

/**
 * Reads and checks the configuration; any value may be in the file that `NAME_FILE` names.
 * @throws ConfigInvalid naming every problem; values are never repeated, they may be secrets.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { present, unreadable } = withFiles(environment, Object.keys(environmentSchema.shape));
  const parsed = environmentSchema.safeParse(present);
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return name in present ? `${name}: ${issue.message}` : `${name}: missing`;
      });
  const all = [...unreadable, ...problems];
  if (!parsed.success || all.length > 0) throw new ConfigInvalid(all);
  return parsed.data;
}

/** What a command-line tool must know: the shop's rows and pictures, nothing of WeChat. */
const toolSchema = environmentSchema
  .pick({
    ...{ DATABASE_URL: true, DATABASE_SOCKET: true, SIYU_DIR: true },
    ...{ S3_ENDPOINT: true, S3_REGION: true, S3_BUCKET: true },
    ...{ S3_ACCESS_KEY_ID: true, S3_SECRET_ACCESS_KEY: true },
  })
  .extend({ PUBLIC_URL: environmentSchema.shape.PUBLIC_URL.default(LOCAL_URL) });
export type ToolConfig = Readonly<z.infer<typeof toolSchema>>;

/** As `readConfig`, for a tool that runs beside the server or without one. */
export function readToolConfig(environment: NodeJS.ProcessEnv): ToolConfig {
  const { present, unreadable } = withFiles(environment, Object.keys(toolSchema.shape));
  const parsed = toolSchema.safeParse(present);
  if (parsed.success && unreadable.length === 0) return parsed.data;
  const issues = parsed.error?.issues ?? [];
  const wrong = issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  throw new ConfigInvalid([...unreadable, ...wrong]);
}

/** A live shop must never take pretended money (`docs/decisions`, the sandbox). */
function contradictions(config: z.infer<typeof environmentSchema>): string[] {
  const problems: string[] = [];
  if (config.SANDBOX_URL && config.DATABASE_URL && !config.SIYU_SANDBOX) {
    problems.push('SANDBOX_URL: refused beside DATABASE_URL unless SIYU_SANDBOX=1');
  }
  for (const name of ['WECHAT_API_URL', 'WECHAT_PAY_URL'] as const) {
    if (config.DATABASE_URL && !config.SIYU_SANDBOX && !config[name].startsWith('https:')) {
      problems.push(`${name}: not https, beside DATABASE_URL only with SIYU_SANDBOX=1`);
    }
  }
  if (config.S3_ENDPOINT) {
    for (const name of ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const) {
      if (!config[name]) problems.push(`${name}: missing, S3_ENDPOINT is set`);
    }
  }
  return problems;
}

function parseKeys(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
}
