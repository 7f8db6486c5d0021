const swc = {
  jsc: {
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
  swcrc: false,
};

const common = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^@/(.*)$': '<rootDir>/miniapp/src/$1',
    '^@siyu/shared$': '<rootDir>/shared/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', swc],
    '/content-disposition/.+\\.js$': ['@swc/jest', { ...swc, module: { type: 'commonjs' } }],
  },
  // @fastify/static requires this ES module, which Node 20 can and jest there cannot.
  transformIgnorePatterns: ['/node_modules/(?!(.*/)?content-disposition/)'],
  testEnvironment: 'node',
};

const database = {
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  setupFiles: ['<rootDir>/test/watch-connections.ts'],
};

/** `unit` needs nothing; `integration` starts its own MariaDB; `e2e` needs the builds. */
export default {
  maxWorkers: 2,
  // A file leaves its modules behind (some 100 MB); near the heap's end a worker does little else
  // than collect garbage, so that it is replaced long before.
  workerIdleMemoryLimit: '1200MB',
  // jest heeds it here alone, not in a project.
  testTimeout: 180_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{shared,miniapp}/src/**/*.test.ts'],
    },
    {
      ...common,
      displayName: 'integration',
      ...database,
      testMatch: ['<rootDir>/test/integration/**/*.test.ts', '<rootDir>/test/*.test.ts'],
    },
    {
      ...common,
      displayName: 'e2e',
      ...database,
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
    },
  ],
};
