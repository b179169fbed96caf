/** Names the operations of a project to wait for. JSON, so that it outlives the process; holds no secret. */
export interface OperationsToken {
  readonly v: 1;
  /** Empty when there is no operation. */
  readonly projectId: string;
  readonly operationIds: readonly string[];
}
