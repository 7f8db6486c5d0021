import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const require = createRequire(join(ROOT, 'miniapp', 'package.json'));
const webpack = require('webpack');

/**
 * Bundles the price calculation as the mini-program's build bundles what it imports: webpack in
 * production mode, Taro's babel preset for weapp, the same resolution. To `process.argv[2]`.
 */
process.env.TARO_ENV = 'weapp';
process.env.TARO_PLATFORM = 'mini';
process.env.NODE_ENV = 'production';
const compiler = webpack({
  mode: 'production',
  target: ['web', 'es5'],
  context: join(ROOT, 'miniapp'),
  entry: join(ROOT, 'shared/src/pricing/quote.ts'),
  output: { path: process.argv[2], filename: 'quote.js', library: { type: 'commonjs2' } },
  resolve: { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } },
  module: {
    rules: [
      {
        test: /\.ts$/,
        use: {
          loader: require.resolve('babel-loader'),
          options: { configFile: join(ROOT, 'miniapp/babel.config.js') },
        },
      },
    ],
  },
});
compiler.run((error, stats) => {
  if (error ?? stats.hasErrors()) throw error ?? new Error(stats.toString('errors-only'));
});
