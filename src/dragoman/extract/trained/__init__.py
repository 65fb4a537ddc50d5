"""The trained reader: a small encoder with light heads, run by onnxruntime.

text --pieces--> windows --model--> projections of each word --decoding--> statements
                                                            --chains----> mentions that corefer
"""
