export {
  type ConsumptionExport,
  type ConsumptionRow,
  type ExportConsumptionOptions,
  exportConsumption,
} from './export-consumption.ts';
