import type { GetActiveRegionsParams, GetActiveRegionsResponse, RegionResponse } from '@neon-api/types';
import type { Handler } from '../handler.ts';
import { findOrganization } from '../organizations/index.ts';

export const DEFAULT_REGION_ID = 'aws-us-east-1';

const REGIONS: readonly RegionResponse[] = [
  region('aws-us-east-1', 'AWS US East 1 (N. Virginia)', '38.13', '-78.45'),
  region('aws-us-east-2', 'AWS US East 2 (Ohio)', '39.96', '-83.00'),
  region('aws-us-west-2', 'AWS US West 2 (Oregon)', '46.15', '-123.88'),
  region('aws-eu-central-1', 'AWS Europe Central 1 (Frankfurt)', '50.11', '8.68'),
  region('aws-eu-west-2', 'AWS Europe West 2 (London)', '51.51', '-0.13'),
  region('aws-ap-southeast-1', 'AWS Asia Pacific 1 (Singapore)', '1.37', '103.80'),
  region('aws-ap-southeast-2', 'AWS Asia Pacific 2 (Sydney)', '-33.87', '151.21'),
  region('aws-sa-east-1', 'AWS South America East 1 (São Paulo)', '-23.55', '-46.63'),
];

export function isKnownRegion(regionId: string): boolean {
  return REGIONS.some(({ region_id }) => region_id === regionId);
}

/** Every organization has all regions. */
export const getActiveRegions: Handler<GetActiveRegionsParams, GetActiveRegionsResponse> = (context, { org_id }) => {
  if (org_id !== undefined) findOrganization(context, org_id);
  return { regions: [...REGIONS] };
};

function region(id: string, name: string, latitude: string, longitude: string): RegionResponse {
  return { region_id: id, name, default: id === DEFAULT_REGION_ID, geo_lat: latitude, geo_long: longitude };
}
