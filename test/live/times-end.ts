import { showTimes } from "./times";

export default showTimes;
