import { forgetTimes } from "./times";

export default forgetTimes;
