/** The operations of a project to wait for, as JSON that can be saved. Contains no secret. */
export interface OperationsToken {
  readonly v: 1;
  /** Empty if there are no operations. */
  readonly projectId: string;
  readonly operationIds: readonly string[];
}
