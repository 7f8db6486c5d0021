import { CatalogCoreModule } from '../catalog/catalog-core.module.js';
import { openTool, type Tool } from './tool-context.js';

/** The catalogue. @throws ConfigInvalid naming what is missing */
export function openCatalog(environment: NodeJS.ProcessEnv): Promise<Tool> {
  return openTool(environment, { imports: [CatalogCoreModule] });
}
