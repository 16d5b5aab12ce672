"""x"""
from mux.core.describe import describe
from mux.config.layout_writer import write_layout
from mux.server.inspection import Inspection
import asyncio
class Serializer:
    def __init__(self, session, store, config, header):
        self.session=session; self.inspection=Inspection(session)
    def write_layout(self, zellij):
        return write_layout(describe(self.session.workspace, self.inspection.look()), zellij=zellij)
    def start(self): self.tick()
    def tick(self):
        self.inspection.look()
        asyncio.get_running_loop().call_later(1, self.tick)
    def stop(self): pass
    def save_now(self, state="running"): pass
    def rename(self, name): pass
